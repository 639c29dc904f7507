import { Outbox, type Message } from "../../../../src/local-pool/handles/outbox.js";

const envelope = { at: new Date("2030-01-01T00:00:00Z"), poolId: "local_people" };
const toAnn = { ...envelope, username: "ann", medium: "EMAIL", to: "ann@example.com" } as const;
const invitation: Message = { ...toAnn, kind: "invitation", temporaryPassword: "Temporary-1!" };
const code: Message = {
  ...envelope,
  username: "bob",
  medium: "SMS",
  to: "+15550001111",
  kind: "reset-code",
  code: "123456",
};

describe("Outbox", () => {
  it("finds messages by pool, user, medium and kind", () => {
    const outbox = new Outbox();
    for (const message of [invitation, code]) expect(outbox.deliver(message)).toBe(true);
    expect(outbox.messages()).toEqual([invitation, code]);
    for (const filter of [{ username: "bob" }, { medium: "SMS" }, { kind: "reset-code" }] as const)
      expect(outbox.messages(filter)).toEqual([code]);
    expect(outbox.messages({ poolId: "local_other" })).toEqual([]);
    outbox.clear();
    expect(outbox.messages()).toEqual([]);
  });

  it("fails as many deliveries as it was told to, unless that was taken back", () => {
    const outbox = new Outbox();
    outbox.failNext(2);
    expect([1, 2, 3].map(() => outbox.deliver(code))).toEqual([false, false, true]);
    outbox.failNext();
    outbox.failNext(0);
    expect(outbox.deliver(code)).toBe(true);
  });

  it("keeps the last thousand", () => {
    const outbox = new Outbox();
    outbox.deliver(invitation);
    for (let count = 0; count < 1_000; count += 1) outbox.deliver(code);
    expect(outbox.messages()).toHaveLength(1_000);
    expect(outbox.messages({ username: "ann" })).toEqual([]);
  });
});
