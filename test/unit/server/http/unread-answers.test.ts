import { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { UnreadAnswers } from "../../../../src/server/http/unread-answers.js";

/** A connection whose client takes answers when it is told to. */
function connection() {
  const socket = Object.assign(new EventEmitter(), {
    destroyed: false,
    destroy: () => {
      socket.destroyed = true;
      queueMicrotask(() => socket.emit("close"));
    },
  });
  return {
    /** Answers with so many bytes; what it returns takes them. */
    send: (bytes: number) => {
      const response = new EventEmitter();
      unread.add(
        { socket } as unknown as IncomingMessage,
        response as unknown as ServerResponse,
        bytes,
      );
      return () => response.emit("close");
    },
    close: () => socket.emit("close"),
    isEnded: () => socket.destroyed,
    listeners: () => socket.listenerCount("close"),
  };
}

const endedOf = (...connections: readonly ReturnType<typeof connection>[]) =>
  connections.map(({ isEnded }) => isEnded());

let nowMs: number;
let unread: UnreadAnswers;
const observe = jest.fn();

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["queueMicrotask", "nextTick"] });
  observe.mockClear();
  nowMs = 0;
  unread = new UnreadAnswers({ answerTimeoutMs: 2000, unreadBytes: 100 }, observe, () => nowMs);
});

afterEach(() => {
  unread.stop();
  jest.useRealTimers();
});

const pass = (ms: number) => {
  nowMs += ms;
  jest.advanceTimersByTime(ms);
};

describe("an answer that is not read", () => {
  it("ends its connection once it is too old, and no sooner", () => {
    const slow = connection();
    slow.send(10);
    pass(1900);
    expect(endedOf(slow)).toEqual([false]);
    pass(1100);
    expect(endedOf(slow)).toEqual([true]);
    pass(5000);
    expect(observe.mock.calls).toEqual([["time"]]);
  });

  it("leaves connections alone whose answers were taken, and later ones", () => {
    const [taken, slow, young] = [connection(), connection(), connection()];
    const take = taken.send(10);
    slow.send(10);
    take();
    pass(1500);
    young.send(10);
    pass(1500);
    expect(endedOf(taken, slow, young)).toEqual([false, true, false]);
  });

  it("has its time from when the one before it on the connection was taken", () => {
    const pipelined = connection();
    const [takeFirst] = [pipelined.send(10), pipelined.send(10)];
    pass(1500);
    takeFirst();
    pass(1500);
    expect(endedOf(pipelined)).toEqual([false]);
    pass(1500);
    expect(endedOf(pipelined)).toEqual([true]);
  });

  it("ends the oldest when all of them are too much, and never the last", () => {
    const [first, second, third, large] = [connection(), connection(), connection(), connection()];
    first.send(50);
    second.send(50);
    expect(endedOf(first, second)).toEqual([false, false]);
    third.send(50);
    expect(endedOf(first, second, third)).toEqual([true, false, false]);
    large.send(1000);
    expect(endedOf(second, third, large)).toEqual([true, true, false]);
    expect(observe.mock.calls).toEqual([["bytes"], ["bytes"], ["bytes"]]);
  });

  it("ends a connection that alone is sent too much, one answer behind the other", () => {
    const pipelined = connection();
    pipelined.send(60);
    expect(endedOf(pipelined)).toEqual([false]);
    pipelined.send(60);
    expect(endedOf(pipelined)).toEqual([true]);
  });

  it("counts no more once it was taken, or its connection has ended", () => {
    const kept = connection();
    for (let time = 0; time < 10; time += 1) {
      kept.send(90)();
      const gone = connection();
      gone.send(30);
      gone.send(30);
      gone.close();
    }
    expect(observe).not.toHaveBeenCalled();
    expect(kept.listeners()).toBe(1);
  });
});
