import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { skillsAfter, type Wish } from "../work.ts";
import type { Job } from "./contender.ts";

type Sdk = typeof import("purecloud-platform-client-v2");
type UsersApi = InstanceType<Sdk["UsersApi"]>;
type HttpClient = Sdk["ApiClient"]["instance"]["httpClient"];
type SdkRequest = Parameters<HttpClient["request"]>[0];

const HOST = "bench.invalid";
let loaded: Sdk | undefined;

/** The official client on the job's network. It is one for the whole process, so only one job at a time may use it. */
export function usersApi(job: Job): UsersApi {
  const sdk = load();
  const client = sdk.ApiClient.instance;
  client.setGateway({ protocol: "http", host: HOST });
  client.setHttpClient(httpClient(sdk, job));
  client.setAccessToken(job.token);
  return new sdk.UsersApi();
}

/** Reads a user and makes the two writes, as the description of the version asks: a GET right before the PATCH. */
export async function updateWithSdk(users: UsersApi, wish: Wish): Promise<void> {
  const user = await users.getUser(wish.userId, { expand: ["skills"] });
  await users.patchUser(wish.userId, { version: user.version ?? 0, title: wish.title });
  await users.putUserRoutingskillsBulk(wish.userId, wantedSkills(user.skills ?? [], wish));
}

export function wantedSkills(
  skills: readonly { readonly id?: string; readonly proficiency?: number }[],
  wish: Wish,
): { id: string; proficiency: number }[] {
  const held = skills.map(({ id = "", proficiency = 0 }) => ({ id, proficiency }));
  return skillsAfter(held, wish).map(({ id, proficiency }) => ({ id, proficiency }));
}

/** The client rejects with the error's body, which is no Error; p-retry tries only those again. */
export function asError(reason: unknown): Error {
  if (reason instanceof Error) return reason;
  const { message } = reason as { readonly message?: string };
  return new Error(message ?? "The call failed", { cause: reason });
}

/** The client looks for settings in the home folder, and watches the file; neither is wanted here. */
function load(): Sdk {
  if (loaded) return loaded;
  const home = process.env.HOME;
  process.env.HOME = tmpdir();
  loaded = createRequire(import.meta.url)("purecloud-platform-client-v2") as Sdk;
  loaded.ApiClient.instance.config.live_reload_config = false;
  if (home !== undefined) process.env.HOME = home;
  return loaded;
}

function httpClient(sdk: Sdk, { network }: Job): HttpClient {
  const { AbstractHttpClient } = sdk as unknown as { AbstractHttpClient: new () => HttpClient };
  return Object.assign(new AbstractHttpClient(), {
    enableHooks: () => undefined,
    request: async ({ url, method, params, headers, data }: SdkRequest) => {
      const { pathname } = new URL(url);
      const search = queryOf(params);
      const body = data === undefined ? "" : JSON.stringify(data);
      const answer = await network({ method, path: `${pathname}${search}`, headers: headers ?? {}, body });
      const response = {
        status: answer.status,
        statusText: "",
        headers: answer.headers,
        data: answer.body === "" ? undefined : JSON.parse(answer.body),
      };
      if (answer.status >= 400) throw Object.assign(new Error(`HTTP ${answer.status}`), { response });
      return response;
    },
  });
}

function queryOf(params: SdkRequest["params"]): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) query.set(name, String(value));
  return query.size === 0 ? "" : `?${query}`;
}
