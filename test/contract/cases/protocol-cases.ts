import { cases } from "../contract-case.js";
import { expectRefusal, freshName, GOOD } from "../stage.js";

/** Requests as no AWS client sends them. */
export const protocolCases = cases(
  {
    id: "password-member-missing",
    sentence: "a request without a password is an InvalidParameterException and changes nothing",
    raw: true,
    run: async (stage) => {
      const Username = await stage.createUser();
      const body = JSON.stringify({ UserPoolId: stage.poolId, Username, Permanent: true });
      const answer = await stage.sendRaw("AdminSetUserPassword", body);
      expect(answer).toMatchObject({ status: 400, type: "InvalidParameterException" });
      expect(await stage.statusOf(Username)).toBe("FORCE_CHANGE_PASSWORD");
    },
  },
  {
    id: "wrong-json-type",
    sentence: "a value of the wrong JSON type is a SerializationException",
    raw: true,
    run: async (stage) => {
      const Username = await stage.createUser();
      const body = JSON.stringify({ UserPoolId: stage.poolId, Username, Password: 12345678 });
      const answer = await stage.sendRaw("AdminSetUserPassword", body);
      expect(answer).toMatchObject({ status: 400, type: "SerializationException" });
    },
  },
  {
    id: "unsigned-admin-call",
    sentence: "an administrator's call without a signature is refused",
    raw: true,
    run: async (stage) => {
      const Username = await stage.createUser();
      const body = JSON.stringify({ UserPoolId: stage.poolId, Username, Password: GOOD });
      const answer = await stage.sendRaw("AdminSetUserPassword", body, { isSigned: false });
      expect(answer).toMatchObject({ status: 400, type: "MissingAuthenticationTokenException" });
    },
  },
  {
    id: "unknown-operation",
    sentence: "an unknown operation is the caller's fault, so that no client tries again",
    raw: true,
    run: async (stage) => {
      const answer = await stage.sendRaw("AdminGuessPassword", "{}");
      expect(answer).toMatchObject({ status: 400, type: "UnknownOperationException" });
    },
  },
  {
    id: "refusal-keeps-password-secret",
    sentence: "the refusal of a password does not repeat it",
    raw: true,
    run: async (stage) => {
      const Username = await stage.createUser();
      for (const Password of ["weak-secret", `Long-Secret-${"x".repeat(300)}`]) {
        const body = JSON.stringify({ UserPoolId: stage.poolId, Username, Password });
        const answer = await stage.sendRaw("AdminSetUserPassword", body);
        expect(answer.status).toBe(400);
        expect(answer.body.toLowerCase()).not.toContain("secret");
      }
    },
  },
  {
    id: "name-too-long",
    sentence: "a username of more than 128 characters is an InvalidParameterException",
    run: async (stage) => {
      const call = stage.getUser(freshName().padEnd(129, "x"));
      await expectRefusal(call, "InvalidParameterException");
    },
  },
);
