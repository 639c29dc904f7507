// Cognito, as lean as can be, in a process of its own: a socket server with an HTTP parser for exactly what AWS clients
// send, since Node's own costs as much as a fast client. Bodies are made in advance. It counts calls by operation, and
// waits before each answer for as long as it is told.
import { Buffer } from "node:buffer";
import { createServer } from "node:net";
import { setTimeout } from "node:timers";
import { cognitoUser, pageLength, readers, targets } from "./population.mjs";

const target = "AWSCognitoIdentityProviderService.";

const answerOf = (body, status = "200 OK") =>
  Buffer.from(
    `HTTP/1.1 ${status}\r\ncontent-type: application/x-amz-json-1.1\r\nx-amzn-requestid: 00000000-0000-4000-8000-000000000000\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
const json = (value) => answerOf(JSON.stringify(value));
const refused = (type) =>
  answerOf(JSON.stringify({ __type: type, message: "" }), "400 Bad Request");

const row = ({ UserAttributes: Attributes, ...rest }) => ({ ...rest, Attributes });
const page = readers
  .slice(0, pageLength)
  .map((username, number) => row(cognitoUser(username, number, "CONFIRMED")));
const answers = {
  set: json({}),
  unknownUser: refused("UserNotFoundException"),
  unknownOperation: refused("UnknownOperationException"),
  groups: json({ Groups: [{ GroupName: "customers", UserPoolId: "eu-west-1_AbCdEf123" }] }),
  page: json({ Users: page, PaginationToken: "bmV4dA==" }),
  pool: json({ UserPool: { Id: "eu-west-1_AbCdEf123", Name: "bench" } }),
};

const users = new Map();
/** Every user as at the start: those whose passwords are set have temporary ones. */
function reset() {
  for (const [number, username] of readers.entries())
    users.set(username, json(cognitoUser(username, number, "CONFIRMED")));
  for (const [number, username] of targets.entries())
    users.set(username, json(cognitoUser(username, 1000 + number, "FORCE_CHANGE_PASSWORD")));
}
const confirmed = new Map(
  targets.map((username, number) => [
    username,
    json(cognitoUser(username, 1000 + number, "CONFIRMED")),
  ]),
);

const usernameOf = (body) => {
  const start = body.indexOf('"Username":"') + 12;
  return body.slice(start, body.indexOf('"', start));
};

const operations = {
  AdminGetUser: (body) => users.get(usernameOf(body)) ?? answers.unknownUser,
  AdminListGroupsForUser: () => answers.groups,
  AdminSetUserPassword: (body) => {
    const username = usernameOf(body);
    const after = confirmed.get(username);
    if (after === undefined) return answers.unknownUser;
    users.set(username, after);
    return answers.set;
  },
  ListUsers: () => answers.page,
  DescribeUserPool: () => answers.pool,
};

let counts = {};
let delayMs = 0;
reset();

function serve(head, body, socket, isLast) {
  const start = head.indexOf(target) + target.length;
  const operation = head.slice(start, head.indexOf("\r\n", start));
  counts[operation] = (counts[operation] ?? 0) + 1;
  const answer = operations[operation]?.(body) ?? answers.unknownOperation;
  const write = () => {
    if (isLast) socket.end(answer);
    else socket.write(answer);
  };
  if (delayMs === 0) write();
  else setTimeout(write, delayMs);
}

const lengthPattern = /\r\ncontent-length: ?(\d+)/i;
const closePattern = /\r\nconnection: ?close/i;

const server = createServer({ noDelay: true }, (socket) => {
  let heard = "";
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    heard += chunk.latin1Slice();
    for (;;) {
      const headEnd = heard.indexOf("\r\n\r\n");
      if (headEnd < 0) return;
      // The blank line is kept off, the line before it has its end: each header ends the same way.
      const head = heard.slice(0, headEnd + 2);
      const end = headEnd + 4 + Number(lengthPattern.exec(head)?.[1] ?? 0);
      if (heard.length < end) return;
      const body = heard.slice(headEnd + 4, end);
      heard = heard.slice(end);
      serve(head, body, socket, closePattern.test(head));
    }
  });
});

/** What the bench asks for. */
const commands = {
  counts: () => {
    const taken = counts;
    counts = {};
    return taken;
  },
  delay: (ms) => {
    delayMs = ms;
  },
  reset,
  cpu: () => process.cpuUsage(),
};
process.on("message", ({ id, command, argument }) => {
  process.send({ id, answer: commands[command](argument) });
});
process.on("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => {
  process.send({ url: `http://127.0.0.1:${server.address().port}` });
});
