// The page's only way to the service: JSON and event streams over fetch, failures as sentences.

import { askForToken, authorization } from "./access.js";

const readTimeout = 10_000;  // milliseconds

/** What went wrong, in words fit to show. `status` is 0 when the service did not answer. */
class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** `signal` ends the request early, which is then an AbortError. */
export async function getJson(path, parameters = {}, signal = undefined) {
  const newSignal = () => signal ?? AbortSignal.timeout(readTimeout);  // entering the token takes no time of the read
  return readJson(await ask(withQuery(path, parameters), {}, newSignal));
}

export async function postJson(path, parameters = {}, body = undefined) {
  return readJson(await ask(withQuery(path, parameters), { method: "POST", ...jsonBody(body) }));
}

export async function patchJson(path, body) {
  return readJson(await ask(path, { method: "PATCH", ...jsonBody(body) }));
}

/**
 * Reads Server-Sent Events until the service ends them. EventSource could neither post nor send the token.
 * @param {string} path
 * @param {{body?: object, signal: AbortSignal}} options with a body it is a POST
 * @param {{opened?: () => void, event: (name: string, data: string) => void}} told
 */
export async function streamEvents(path, { body, signal }, told) {
  const response = await ask(path, body ? { method: "POST", ...jsonBody(body) } : {}, () => signal);
  told.opened?.();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let unfinished = "";
  const next = () => reached(() => reader.read());
  for (let { value, done } = await next(); !done; { value, done } = await next()) {
    const events = (unfinished + value.replaceAll("\r", "")).split("\n\n");
    unfinished = events.pop();
    for (const lines of events) tell(lines.split("\n"), told.event);
  }
}

/** Lines of one event; comments are skipped. */
function tell(lines, told) {
  const values = (field) => lines.filter((line) => line.startsWith(`${field}: `)).map((line) => line.slice(field.length + 2));
  const data = values("data");
  if (data.length > 0) told(values("event").at(-1) ?? "message", data.join("\n"));
}

function jsonBody(body) {
  return body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

function withQuery(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== "" && value !== null);
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

/** A response that is well; asks the person for the token when the service wants one. */
async function ask(url, options, newSignal = () => undefined) {
  const token = authorization();
  const headers = { ...options.headers, ...token };
  const response = await reached(() => fetch(url, { ...options, headers, signal: newSignal() }));
  if (response.ok) return response;
  // A wrong token is answered late: another one may have been entered since, and needs no asking.
  const outdated = authorization().Authorization !== token.Authorization;
  if (response.status === 401 && (outdated || (await askForToken()))) return ask(url, options, newSignal);
  const detail = (await readJson(response))?.detail;
  throw new ApiError(sentence(detail) ?? `The service answered ${response.status}.`, response.status);
}

async function readJson(response) {
  const text = await reached(() => response.text());
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whatever keeps the answer from arriving is one sentence; being superseded by the caller is no failure. */
async function reached(read) {
  try {
    return await read();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError("The service does not answer.", 0);
  }
}

/** `detail` is a sentence, or a list of validation problems. */
function sentence(detail) {
  if (typeof detail === "string") return detail;
  if (Array.isArray(detail)) return detail.map(({ loc, msg }) => `${loc.at(-1)}: ${msg}`).join("; ");
  return null;
}
