// The page's only way to the service: JSON over fetch, failures as sentences.

const readTimeout = 10_000;  // milliseconds

/** What went wrong, in words fit to show. `status` is 0 when the service did not answer. */
class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

export function getJson(path, parameters = {}, signal = AbortSignal.timeout(readTimeout)) {
  return request(`${path}${queryString(parameters)}`, { signal });
}

export function postJson(path, parameters = {}) {
  return request(`${path}${queryString(parameters)}`, { method: "POST" });
}

function queryString(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== "" && value !== null);
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
}

async function request(url, options) {
  let response;
  let text;
  try {
    response = await fetch(url, { ...options, headers: { Accept: "application/json" } });
    text = await response.text();
  } catch (error) {
    if (error.name === "AbortError") throw error;  // superseded by the caller, not a failure
    throw new ApiError("The service does not answer.", 0);
  }
  const body = parse(text);
  if (!response.ok) throw new ApiError(sentence(body?.detail) ?? `The service answered ${response.status}.`, response.status);
  return body;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `detail` is a sentence, or a list of validation problems. */
function sentence(detail) {
  if (typeof detail === "string") return detail;
  if (Array.isArray(detail)) return detail.map(({ loc, msg }) => `${loc.at(-1)}: ${msg}`).join("; ");
  return null;
}
