import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { checkGraphQLRequest } from "../../../../src/server/graphql-http/graphql-request.js";

const query = "{ me { subject } }";

describe("checkGraphQLRequest", () => {
  it.each([
    [{ query }],
    [{ query: "" }],
    [{ query, variables: { a: 1 }, operationName: "A", extensions: {} }],
    [{ query, variables: null, operationName: null, extensions: null }],
    [{ query, variables: undefined }],
    // Parameters of others are to be ignored.
    [{ query, id: 1 }],
  ])("takes %j", (body) => {
    expect(() => {
      checkGraphQLRequest(body);
    }).not.toThrow();
  });

  it.each<[unknown]>([
    [undefined],
    [null],
    [""],
    [query],
    [1],
    [[]],
    [[{ query }]],
    [{}],
    [{ query: null }],
    [{ query: 1 }],
    [{ query: [query] }],
    [{ Query: query }],
    [{ query, variables: [] }],
    [{ query, variables: "{}" }],
    [{ query, variables: 1 }],
    [{ query, variables: false }],
    [{ query, operationName: 1 }],
    [{ query, operationName: {} }],
    [{ query, extensions: [] }],
    [{ query, extensions: "x" }],
  ])("refuses %j", (body) => {
    expect(() => {
      checkGraphQLRequest(body);
    }).toThrow(new GatewayError("BAD_USER_INPUT"));
  });
});
