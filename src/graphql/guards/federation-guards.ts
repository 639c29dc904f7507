import type { Guards } from "./enforce-guards.js";
import type { Guard } from "./guard.js";

/**
 * Guards of the fields that federation adds. `_entities` leads to the same look-up as `user`, which decides for each
 * representation; `_service` is open only where introspection is.
 */
export function federationGuards({ introspection }: { readonly introspection: boolean }): Guards {
  const anyReader = { kind: "action", anyOf: ["user:read"], poolProperty: "poolId" } as const;
  const nobody = { kind: "action", anyOf: [], poolProperty: "poolId" } as const;
  const open = (reason: string) => ({ kind: "open", reason }) as const;
  return new Map<string, Guard>([
    ["Query._entities", anyReader],
    ["Query._service", introspection ? open("The schema may be introspected.") : nobody],
    ["_Service.sdl", open("Reached only through Query._service, which is guarded.")],
  ]);
}
