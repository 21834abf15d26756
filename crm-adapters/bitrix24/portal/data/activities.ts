/** Activities («дела») of a card. */
export interface Activity {
  id: number
  provider: 'CONFIGURABLE_REST_APP' | 'CRM_TODO'
  ownerTypeId: number
  ownerId: number
  /** The application that has made it: only it may change a configurable one. */
  clientId: string
  author: string
  responsible: string
  at: Date
  updatedAt: Date
  completedAt?: Date | undefined
  deadline?: string | undefined
  /** Raises the counter of whoever is responsible. */
  incoming: boolean
  badgeCode: string
  pingOffsets: unknown[]
  originatorId: string | null
  originId: string | null
  /** Of an ordinary one. */
  title?: string
  description?: string
  /** Of a configurable one. */
  layout?: Record<string, unknown>
}
