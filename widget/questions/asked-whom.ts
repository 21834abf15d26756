import { type Signal, signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { OfferedRoles, ShownThread } from '../../backend/shown.ts'
import { toast } from '../parts/toast.ts'
import { offeredRoles, type To } from './asking.model.ts'
import { whyNot } from './words/index.ts'

const none: OfferedRoles = {
  roles: [],
  deadlines: { hour: '', fourHours: '', noon: '' },
  administrators: [],
}

/** Roles with those on duty now, asked for when a dialog opens; empty until they have come. */
export function useOfferedRoles(): Signal<OfferedRoles> {
  const offered = useMemo(() => signal(none), [])
  useEffect(() => {
    void offeredRoles().then((answer) => {
      if (answer.ok) offered.value = answer.value
      else toast({ text: whyNot(answer.reason) })
    })
  }, [])
  return offered
}

/** `role:customs` or a person's id, as the server is told. */
export function toOf(whom: string): To {
  return whom.startsWith('role:') ? { role: whom.slice('role:'.length) } : { person: whom }
}

/** Those who may be asked there; undefined for everybody. */
export function amongOf(thread: ShownThread | undefined): readonly string[] | undefined {
  return thread?.kind === 'private' ? thread.members : undefined
}
