import { AnswerBytes, AnswersUnderWay } from "../../../../src/graphql/request/answer-bytes.js";

const small = 65_536;

describe("the bytes of an answer", () => {
  it("are taken up to the limit; from then on there is no room", () => {
    const answer = new AnswerBytes(100, new AnswersUnderWay(1000));
    expect([answer.take(60), answer.take(40), answer.excess]).toEqual([true, true, null]);
    expect([answer.take(1), answer.take(0)]).toEqual([false, false]);
    expect(answer.excess).toMatchObject({
      code: "ANSWER_TOO_LARGE",
      details: { limit: "answerBytes" },
    });
    expect(answer.bytes).toBe(100);
  });

  it("find no room beyond what all answers may have, but small ones and the oldest large one do", () => {
    const underWay = new AnswersUnderWay(3 * small);
    const [oldest, other, tiny] = [0, 1, 2].map(() => new AnswerBytes(10 * small, underWay));
    expect(oldest?.take(1.5 * small)).toBe(true);
    expect(other?.take(1.5 * small)).toBe(true);
    expect(other?.take(1)).toBe(false);
    expect(other?.excess).toMatchObject({ code: "OVERLOADED", details: { retryAfterMs: 1000 } });
    expect(tiny?.take(small)).toBe(true);
    expect(oldest?.take(small)).toBe(true);
  });

  it("leave their room when the answer is sent", () => {
    const underWay = new AnswersUnderWay(2 * small);
    const [first, second, third] = [0, 1, 2].map(() => new AnswerBytes(10 * small, underWay));
    expect([first?.take(1.1 * small), second?.take(1.1 * small)]).toEqual([true, false]);
    first?.release();
    first?.release();
    expect(third?.take(1.9 * small)).toBe(true);
  });
});
