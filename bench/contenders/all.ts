import { adaptive } from "./adaptive.ts";
import type { Contender } from "./contender.ts";
import { fixedSleep } from "./fixed-sleep.ts";
import { forumCapped } from "./forum-capped.ts";
import { forumNode } from "./forum-node.ts";
import { forumUrllib3 } from "./forum-urllib3.ts";
import { guide } from "./guide.ts";
import { gus } from "./gus.ts";
import { sdkPQueue } from "./sdk-p-queue.ts";
import { sdkPRetry } from "./sdk-p-retry.ts";
import { sdkPlain } from "./sdk-plain.ts";

/** In the order of the tables. */
export const CONTENDERS: readonly Contender[] = [
  gus,
  sdkPlain,
  sdkPRetry,
  sdkPQueue,
  fixedSleep,
  guide,
  forumCapped,
  forumNode,
  forumUrllib3,
  adaptive,
];
