import { providerOf, shortened } from "../../../../src/cognito/probes/key-sources.js";

const keys = { accessKeyId: "AKIDEXAMPLE1234", secretAccessKey: "secret" };

describe("keys", () => {
  it.each([
    [["CREDENTIALS_ENV_VARS"], "fromEnv"],
    [
      ["CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN", "CREDENTIALS_STS_ASSUME_ROLE_WEB_ID"],
      "fromTokenFile",
    ],
    [["CREDENTIALS_STS_ASSUME_ROLE", "CREDENTIALS_PROFILE_SOURCE_PROFILE"], "fromIni"],
    [["CREDENTIALS_PROFILE_PROCESS", "CREDENTIALS_PROCESS"], "fromIni"],
    [["CREDENTIALS_SSO"], "fromSSO"],
    [["CREDENTIALS_HTTP"], "fromHttp"],
    [[], "fromContainerMetadata or fromInstanceMetadata"],
  ])("with the SDK's marks %j are by %s", (marks, provider) => {
    const $source = Object.fromEntries(marks.map((mark) => [mark, "x"]));
    expect(providerOf({ ...keys, $source })).toBe(provider);
  });

  it("are told by the end of their id alone", () => {
    expect(shortened(keys)).toBe("…1234");
  });
});
