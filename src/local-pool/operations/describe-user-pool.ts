import { poolOf, query } from "../operation.js";
import { poolForm } from "./wire-forms.js";

/** The settings of a pool, with the count of its users. */
export const describeUserPool = query("DescribeUserPool", (call) => ({
  UserPool: poolForm(poolOf(call)),
}));
