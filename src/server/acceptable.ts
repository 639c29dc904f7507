import Negotiator from "negotiator";

/** What Apollo Server answers with, to the letter: it negotiates by these texts, but only once the operation has run. */
const answered = [
  "application/json; charset=utf-8",
  "application/graphql-response+json; charset=utf-8",
];

/** What has been found out, by the header's text: clients send few different ones. */
const known = new Map<string, boolean>();
const mostKnown = 100;

/** Whether a client takes one of the forms of an answer; without the header it takes any. */
export function isAcceptable(accept: string | undefined): boolean {
  if (accept === undefined || accept === "") return true;
  let isTaken = known.get(accept);
  if (isTaken === undefined) {
    isTaken = new Negotiator({ headers: { accept } }).mediaType(answered) !== undefined;
    if (known.size < mostKnown) known.set(accept, isTaken);
  }
  return isTaken;
}
