import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";

/** The address that is listened on as it is, such as 0.0.0.0: Fastify would tell one that leads there. */
export async function listenOn(
  host: FastifyInstance,
  at: { readonly host: string; readonly port: number },
): Promise<string> {
  const { protocol } = new URL(await host.listen({ host: at.host, port: at.port }));
  const { address, port } = host.server.address() as AddressInfo;
  return `${protocol}//${address.includes(":") ? `[${address}]` : address}:${port}`;
}
