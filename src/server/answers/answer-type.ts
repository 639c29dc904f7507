import Negotiator from "negotiator";

/** https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types; the first is for clients that take both alike. */
const answerTypes = [
  "application/json; charset=utf-8",
  "application/graphql-response+json; charset=utf-8",
] as const;

export type AnswerType = (typeof answerTypes)[number];

/** What has been found out, by the header's text: clients send few different ones. */
const known = new Map<string, AnswerType | undefined>();
const maximumKnown = 100;

/** The form of an answer that a client takes, by its `Accept`; undefined when it takes neither. Without the header it takes any. */
export function answerTypeFor(accept: string | undefined): AnswerType | undefined {
  if (accept === undefined || accept === "") return answerTypes[0];
  if (known.has(accept)) return known.get(accept);
  const [preferred] = new Negotiator({ headers: { accept } }).mediaTypes([...answerTypes]);
  const type = answerTypes.find((candidate) => candidate === preferred);
  if (known.size < maximumKnown) known.set(accept, type);
  return type;
}
