import { isLoopbackUrl } from "../../../src/config/loopback.js";

describe("isLoopbackUrl", () => {
  it.each([
    "http://localhost:4000",
    "http://LOCALHOST",
    "http://127.0.0.1",
    "http://127.255.0.3:1/path",
    "http://[::1]:9229",
    // The URL parser writes these out as 127.0.0.1.
    "http://127.1",
    "http://0x7f.0.0.1",
    "http://2130706433",
  ])("believes %s", (url) => {
    expect(isLoopbackUrl(url)).toBe(true);
  });

  it.each([
    "http://0.0.0.0",
    "http://10.0.0.1",
    "http://128.0.0.1",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://example.com/127.0.0.1",
    "http://127.0.0.1@example.com",
    "http://example.com#localhost",
    "http://[::2]",
    "http://1127.0.0.1.nip.io",
  ])("does not believe %s", (url) => {
    expect(isLoopbackUrl(url)).toBe(false);
  });
});
