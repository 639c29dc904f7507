import { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { configSchema } from "../../../../src/config/config.js";
import { ConfigurationError } from "../../../../src/config/configuration-error.js";
import {
  createRouterCredential,
  subjectsOf,
} from "../../../../src/server/http/router-credential.js";

const secret = "a-secret-of-the-router-0123456789";
const next = "the-secret-after-it-0123456789-abc";
const router = configSchema.shape.router.parse({});
const withCertificate = configSchema.shape.router.parse({
  clientCertificate: { subjects: ["router.example.com"] },
});

const request = (header?: readonly string[], socket = new Socket()) => ({
  headersDistinct: header === undefined ? {} : { "x-router-secret": [...header] },
  socket,
});

/** A connection over TLS with a client certificate, as Node tells of it. */
function tlsSocket(authorized: boolean, certificate: object): TLSSocket {
  const socket = new TLSSocket(new Socket());
  socket.authorized = authorized;
  jest.spyOn(socket, "getPeerCertificate").mockReturnValue(certificate as never);
  return socket;
}

describe("another secret of the router", () => {
  it("is asked for from then on, and the old one no longer", () => {
    const credential = createRouterCredential({ router, secrets: { router: [secret] } });
    credential?.renew({ router: [next] });
    const isPresented = [secret, next].map((text) => credential?.isPresentedBy(request([text])));
    expect(isPresented).toEqual([false, true]);
  });
});

describe("the router's secret", () => {
  const credential = createRouterCredential({ router, secrets: { router: [secret, next] } });

  it.each([
    [[secret], true],
    [[next], true],
    [[`${secret}x`], false],
    [[secret.slice(1)], false],
    [[secret.toUpperCase()], false],
    [[`${secret}, ${secret}`], false],
    [[`${secret},${next}`], false],
    [[""], false],
    [[secret, secret], false],
    [["wrong", secret], false],
    [[], false],
    [undefined, false],
  ])("given as %j: %s", (header, isFromRouter) => {
    expect(credential?.isPresentedBy(request(header))).toBe(isFromRouter);
  });

  it("counts in its own header only", () => {
    const named = createRouterCredential({
      router: { ...router!, secretHeader: "x-from" },
      secrets: { router: [secret] },
    });
    const socket = new Socket();
    expect(named?.isPresentedBy({ headersDistinct: { "x-from": [secret] }, socket })).toBe(true);
    expect(named?.isPresentedBy(request([secret]))).toBe(false);
  });

  it("is none where there is no router, and a mistake where the router has no credential", () => {
    expect(createRouterCredential({ secrets: { router: [secret] } })).toBeUndefined();
    expect(() => createRouterCredential({ router })).toThrow(ConfigurationError);
  });

  it("does not count where only certificates are configured", () => {
    const credential = createRouterCredential({ router: withCertificate });
    expect(credential?.isPresentedBy(request([secret]))).toBe(false);
    expect(credential?.isPresentedBy(request([""]))).toBe(false);
    expect(credential?.isPresentedBy(request())).toBe(false);
  });
});

describe("a client certificate", () => {
  const credential = createRouterCredential({
    router: withCertificate,
    secrets: { router: [secret] },
  });
  const listed = { subject: { CN: "router.example.com" } };

  it.each([
    ["verified and listed", tlsSocket(true, listed), true],
    ["listed and not verified", tlsSocket(false, listed), false],
    ["verified and not listed", tlsSocket(true, { subject: { CN: "router" } }), false],
    ["none", tlsSocket(false, {}), false],
    ["no TLS", Object.assign(new Socket(), { authorized: true }), false],
  ])("%s: %#", (_what, socket, isFromRouter) => {
    expect(credential?.isPresentedBy(request(undefined, socket))).toBe(isFromRouter);
  });

  it("or the secret is enough where both are configured", () => {
    expect(credential?.isPresentedBy(request([secret], tlsSocket(false, {})))).toBe(true);
  });
});

describe("subjectsOf", () => {
  it.each([
    [
      { subject: { CN: "a" }, subjectaltname: "DNS:b, URI:spiffe://c/d" },
      ["a", "b", "spiffe://c/d"],
    ],
    [{ subjectaltname: "IP Address:127.0.0.1, email:x@y, DNS:b" }, ["b"]],
    // What is in quotation marks pretends to be a name of its own.
    [{ subject: { CN: "a" }, subjectaltname: 'URI:"http://x, DNS:router, y"' }, ["a"]],
    [{ subject: { CN: ["a", "router"] } }, []],
    [{}, []],
  ])("%j are %j", (certificate, subjects) => {
    expect(subjectsOf(certificate as never)).toEqual(subjects);
  });
});
