// Loaded into every service before it starts: answers what the bench asks about the process. It reads nothing of the
// service and costs nothing between questions.
let session;
const usage = {
  cpu: () => process.cpuUsage(),
  memory: () => {
    // Twice: what the first pass only marks for finalization is gone after the second.
    globalThis.gc();
    globalThis.gc();
    return process.memoryUsage();
  },
  startProfile: async () => {
    const { Session } = await import("node:inspector/promises");
    session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: 200 });
    await session.post("Profiler.start");
  },
  stopProfile: async () => (await session.post("Profiler.stop")).profile,
};
process.on("message", ({ id, command }) => {
  void (async () => {
    process.send({ id, answer: await usage[command]() });
  })();
});
// The channel alone must not keep a service alive that has stopped.
process.channel?.unref();
process.on("disconnect", () => process.exit());
