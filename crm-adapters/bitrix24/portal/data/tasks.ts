export interface Task {
  id: number
  title: string
  description: string
  responsible: string
  creator: string
  /** As it was given. */
  deadline: string | null
  /** 2 waits, 3 is under way, 5 is done. */
  status: number
  /** What of the CRM it belongs to: `D_1204`. */
  crm: string[]
  /** `n` and a Disk object's number. */
  files: string[]
  /** An application's own name of it. */
  xmlId: string | null
  at: Date
  changedAt: Date
  closedAt?: Date | undefined
  closedBy?: string | undefined
}
