/** The pool in which a request holds a write's place: what is read there meanwhile belongs to the write. */
export interface WriteSlot {
  poolId: string | null;
}
