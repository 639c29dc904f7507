import { type OutgoingHttpHeaders, request as overHttp } from "node:http";
import { request as overHttps, type RequestOptions } from "node:https";

export interface HttpAnswer {
  readonly httpStatus: number;
  readonly text: string;
}

export type PostOptions = Omit<RequestOptions, "headers"> & {
  readonly headers?: OutgoingHttpHeaders;
};

/** A POST of JSON on a connection of its own; a header that is a list is sent once for each of its values. */
export function postJson(
  url: string,
  body: string,
  { headers, ...options }: PostOptions = {},
): Promise<HttpAnswer> {
  const request = url.startsWith("https:") ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        ...options,
        method: "POST",
        agent: false,
        headers: { "content-type": "application/json", ...headers },
      },
      (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.once("error", reject);
        response.once("end", () => {
          resolve({ httpStatus: response.statusCode ?? 0, text });
        });
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}
