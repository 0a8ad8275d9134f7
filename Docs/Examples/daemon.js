// Requests to Signet's daemon, over its Unix socket.
const http = require("http");

// The daemon's own answer that it does not do what was asked. `code` says why.
class Problem extends Error {
  constructor(body) {
    const { code, revision } = JSON.parse(body);
    super(code);
    Object.assign(this, { code, revision });
  }
}

class Daemon {
  constructor(socketPath) {
    this.socketPath = socketPath;
  }

  // The answer, to be read as it comes. An event stream has a comment every 10 s: one that says
  // nothing for 25 s has no daemon any more. Throws `Problem`, or another error if there is none.
  async stream(path, headers, { method = "GET", body, timeout = 25_000 } = {}) {
    const options = { socketPath: this.socketPath, path, method, headers, agent: false, timeout };
    const answer = await new Promise((resolve, reject) => {
      const request = http.request(options, resolve);
      request.on("timeout", () => request.destroy(new Error("the daemon does not answer")));
      request.on("error", reject);
      request.end(body);
    });
    answer.setEncoding("utf8");
    if (answer.statusCode >= 400) throw new Problem(await text(answer));
    return answer;
  }

  async request(method, path, body, headers = {}) {
    const fields = body ? { "Content-Type": "application/json", ...headers } : headers;
    const sent = body && JSON.stringify(body);
    const answer = await this.stream(path, fields, { method, body: sent, timeout: 5000 });
    const content = await text(answer);
    const { statusCode: status, headers: { etag } } = answer;
    return { status, etag, body: content ? JSON.parse(content) : null };
  }
}

async function text(answer) {
  let whole = "";
  for await (const part of answer) whole += part;
  return whole;
}

// The lines of a stream of text, without their ends. Throws if it breaks off.
async function* lines(stream) {
  let rest = "";
  for await (const part of stream) {
    const whole = (rest + part).split("\n");
    rest = whole.pop();
    yield* whole;
  }
  if (rest !== "") yield rest;
}

module.exports = { Daemon, Problem, lines };
