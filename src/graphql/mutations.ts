import { MutationField, mutationResolver } from "./mutations/mutation-field.js";
import { setUserPassword } from "./password/set-user-password.js";

/** Every field of the type `Mutation`. */
export const mutations = {
  setUserPassword: MutationField.of(setUserPassword),
} as const satisfies Readonly<Record<string, MutationField>>;

export const MutationResolver = mutationResolver(mutations);
