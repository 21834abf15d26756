/** When and by whom a record was written since the portal started; before that, its days tell. */
export interface Trace {
  createdAt?: Date
  createdBy?: string
  updatedAt?: Date
  updatedBy?: string
  movedAt?: Date
  movedBy?: string
  /** What applications have written into fields that are nothing to the portal itself. */
  further?: Record<string, unknown>
}
