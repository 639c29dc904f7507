/** One request of AWS's test suite for Signature Version 4, signed. */
export interface SignatureVector {
  readonly name: string;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** The secret access key, the time, Region and service of all of them. */
export const vectorSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/**
 * Those of the suite that sign by a header, of a path that is normalised and without a folded header, which HTTP no longer has:
 * https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite/v4
 */
export const signatureVectors: readonly SignatureVector[] = [
  {
    name: "get-header-key-duplicate",
    method: "GET",
    target: "/",
    headers: [
      ["host", "example.amazonaws.com"],
      ["my-header1", "value2"],
      ["my-header1", "value2"],
      ["my-header1", "value1"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;my-header1;x-amz-date, Signature=c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
      ],
    ],
    body: "",
  },
  {
    name: "get-header-value-order",
    method: "GET",
    target: "/",
    headers: [
      ["host", "example.amazonaws.com"],
      ["my-header1", "value4"],
      ["my-header1", "value1"],
      ["my-header1", "value3"],
      ["my-header1", "value2"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;my-header1;x-amz-date, Signature=08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
      ],
    ],
    body: "",
  },
  {
    name: "get-header-value-trim",
    method: "GET",
    target: "/",
    headers: [
      ["host", "example.amazonaws.com"],
      ["my-header1", " value1"],
      ["my-header2", ' "a   b   c"'],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;my-header1;my-header2;x-amz-date, Signature=acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
      ],
    ],
    body: "",
  },
  {
    name: "get-relative-normalized",
    method: "GET",
    target: "/example/..",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
      ],
    ],
    body: "",
  },
  {
    name: "get-relative-relative-normalized",
    method: "GET",
    target: "/example1/example2/../..",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
      ],
    ],
    body: "",
  },
  {
    name: "get-slash-dot-slash-normalized",
    method: "GET",
    target: "/./",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
      ],
    ],
    body: "",
  },
  {
    name: "get-slash-normalized",
    method: "GET",
    target: "//",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
      ],
    ],
    body: "",
  },
  {
    name: "get-slash-pointless-dot-normalized",
    method: "GET",
    target: "/./example",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5",
      ],
    ],
    body: "",
  },
  {
    name: "get-slashes-normalized",
    method: "GET",
    target: "//example//",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
      ],
    ],
    body: "",
  },
  {
    name: "get-space-normalized",
    method: "GET",
    target: "/example space/",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
      ],
    ],
    body: "",
  },
  {
    name: "get-unreserved",
    method: "GET",
    target: "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
      ],
    ],
    body: "",
  },
  {
    name: "get-utf8",
    method: "GET",
    target: "/ሴ",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
      ],
    ],
    body: "",
  },
  {
    name: "get-vanilla",
    method: "GET",
    target: "/",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
      ],
    ],
    body: "",
  },
  {
    name: "get-vanilla-empty-query-key",
    method: "GET",
    target: "/?Param1=value1",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
      ],
    ],
    body: "",
  },
  {
    name: "get-vanilla-query",
    method: "GET",
    target: "/",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
      ],
    ],
    body: "",
  },
  {
    name: "get-vanilla-query-order-encoded",
    method: "GET",
    target: "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
      ],
    ],
    body: "",
  },
  {
    name: "get-vanilla-query-order-key-case",
    method: "GET",
    target: "/?Param2=value2&Param1=value1",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
      ],
    ],
    body: "",
  },
  {
    name: "get-vanilla-query-unreserved",
    method: "GET",
    target:
      "/?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
      ],
    ],
    body: "",
  },
  {
    name: "get-vanilla-utf8-query",
    method: "GET",
    target: "/?ሴ=bar",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
      ],
    ],
    body: "",
  },
  {
    name: "get-vanilla-with-session-token",
    method: "GET",
    target: "/",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-security-token", "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
      ],
    ],
    body: "",
  },
  {
    name: "post-header-key-case",
    method: "POST",
    target: "/",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
      ],
    ],
    body: "",
  },
  {
    name: "post-header-key-sort",
    method: "POST",
    target: "/",
    headers: [
      ["host", "example.amazonaws.com"],
      ["my-header1", "value1"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;my-header1;x-amz-date, Signature=c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
      ],
    ],
    body: "",
  },
  {
    name: "post-header-value-case",
    method: "POST",
    target: "/",
    headers: [
      ["host", "example.amazonaws.com"],
      ["my-header1", "VALUE1"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;my-header1;x-amz-date, Signature=cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
      ],
    ],
    body: "",
  },
  {
    name: "post-sts-header-after",
    method: "POST",
    target: "/",
    headers: [
      ["host", "example.amazonaws.com"],
      [
        "x-amz-security-token",
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==",
      ],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
      ],
    ],
    body: "",
  },
  {
    name: "post-sts-header-before",
    method: "POST",
    target: "/",
    headers: [
      ["host", "example.amazonaws.com"],
      [
        "x-amz-security-token",
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==",
      ],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
      ],
    ],
    body: "",
  },
  {
    name: "post-vanilla",
    method: "POST",
    target: "/",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
      ],
    ],
    body: "",
  },
  {
    name: "post-vanilla-empty-query-value",
    method: "POST",
    target: "/?Param1=value1",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
      ],
    ],
    body: "",
  },
  {
    name: "post-vanilla-query",
    method: "POST",
    target: "/?Param1=value1",
    headers: [
      ["host", "example.amazonaws.com"],
      ["x-amz-date", "20150830T123600Z"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
      ],
    ],
    body: "",
  },
  {
    name: "post-x-www-form-urlencoded",
    method: "POST",
    target: "/",
    headers: [
      ["content-type", "application/x-www-form-urlencoded"],
      ["host", "example.amazonaws.com"],
      ["content-length", "13"],
      ["x-amz-date", "20150830T123600Z"],
      ["x-amz-content-sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=content-length;content-type;host;x-amz-content-sha256;x-amz-date, Signature=d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
      ],
    ],
    body: "Param1=value1",
  },
  {
    name: "post-x-www-form-urlencoded-parameters",
    method: "POST",
    target: "/",
    headers: [
      ["content-type", "application/x-www-form-urlencoded; charset=utf-8"],
      ["host", "example.amazonaws.com"],
      ["content-length", "13"],
      ["x-amz-date", "20150830T123600Z"],
      ["x-amz-content-sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"],
      [
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=content-length;content-type;host;x-amz-content-sha256;x-amz-date, Signature=328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422",
      ],
    ],
    body: "Param1=value1",
  },
];
