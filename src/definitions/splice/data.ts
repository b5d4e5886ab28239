/** What a part of a definition file says, without how it is written. */
export type Data = null | boolean | number | string | readonly Data[] | DataMap;

export interface DataMap {
  readonly [key: string]: Data;
}

export function isDataMap(data: Data): data is DataMap {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

export function isDataList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}

/** A map, or a list, with nothing in it. */
export function isEmpty(data: Data): boolean {
  return isDataList(data) ? data.length === 0 : isDataMap(data) && Object.keys(data).length === 0;
}
