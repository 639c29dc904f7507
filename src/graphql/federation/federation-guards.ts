import type { Guards } from "../guards/enforce-guards.js";
import type { Guard } from "../guards/guard.js";

interface Options {
  readonly introspection: boolean;
  readonly hasRouter?: boolean;
}

/**
 * Guards of the fields that federation adds. `_entities` leads to the same look-up as `user`, which decides for each
 * representation. `_service` is the router's where a router has a credential; otherwise it is open where introspection is.
 */
export function federationGuards({ introspection, hasRouter = false }: Options): Guards {
  const anyReader = { kind: "action", anyOf: ["user:read"], poolProperty: "poolId" } as const;
  const nobody = { kind: "action", anyOf: [], poolProperty: "poolId" } as const;
  const open = (reason: string) => ({ kind: "open", reason }) as const;
  const whereIntrospected = introspection ? open("The schema may be introspected.") : nobody;
  return new Map<string, Guard>([
    ["Query._entities", anyReader],
    ["Query._service", hasRouter ? { kind: "router" } : whereIntrospected],
    ["_Service.sdl", open("Reached only through Query._service, which is guarded.")],
  ]);
}
