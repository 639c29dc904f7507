import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import type { ErrorFacts } from "./error-sentences.js";

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: ErrorFacts;
  }[];
}

/** Sends one operation; a password stands in the variables, never in the text of the operation. */
export async function ask<Data, Variables>(
  gateway: string,
  token: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  const response = await fetch(`${gateway}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: print(document), variables }),
  });
  // Refusals are JSON too, whatever their status.
  return (await response.json()) as Answer<Data>;
}
