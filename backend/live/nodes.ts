/** What one node does about what the others tell, and tells of what happens here. */
import type { Access } from '../cards/access.ts'
import type { Panels } from '../cards/panel.ts'
import type { Sessions } from '../companies/sessions.ts'
import type { Home } from '../home/home.ts'
import type { Away, Bus, BusHint } from './bus.ts'
import { CLOSED } from './closed.ts'
import type { Hub } from './hub.ts'

export interface NodeDeps {
  bus: Bus
  hub: Hub
  home: Pick<Home, 'hub' | 'glances'>
  sessions: Pick<Sessions, 'forget'>
  access: Pick<Access, 'forget' | 'forgetOne'>
  panels: Pick<Panels, 'forget'>
  failed(error: unknown): void
}

interface Changed {
  company: string
  record: string
}

export function createNode({ bus, hub, home, sessions, access, panels, failed }: NodeDeps) {
  function published(company: string, position: number) {
    hub.published(company, position)
    home.hub.published(company, position)
  }

  function send({ reason, ...whom }: Away) {
    const { company, person, record } = whom
    sessions.forget(whom)
    switch (reason) {
      case 'session_over':
      case 'left':
        hub.dismiss(whom, CLOSED.sessionOver, reason)
        // Our own page is no record's.
        if (record === undefined) home.hub.dismiss({ company, person }, CLOSED.sessionOver, reason)
        return
      case 'access_lost':
        return hub.dismiss(whom, CLOSED.accessLost, reason)
      case 'invite_over':
        return hub.dismiss({ ...whom, invited: true }, CLOSED.accessLost, 'access_lost')
      case 'moved':
        return hub.dismiss({ ...whom, invited: true }, CLOSED.again, 'come again')
      case 'erased':
        hub.dismiss(whom, CLOSED.sessionOver, 'session_over')
        home.hub.dismiss(whom, CLOSED.sessionOver, 'session_over')
        hub.forget(company)
        home.hub.forget(company)
        access.forget({ company })
        return panels.forget({ company })
    }
  }

  function sentAway({ about: _, ...whom }: Away & { about: 'away' }) {
    const { company, record, person, reason } = whom
    // What the host said here before must not let in whom it has refused there.
    if (reason === 'access_lost' && record && person) access.forgetOne({ company, record, person })
    send(whom)
  }

  function forgetRecord(record: Changed) {
    access.forget(record)
    panels.forget(record)
    home.glances.forget(record)
  }

  function heard(hint: BusHint, node: string) {
    switch (hint.about) {
      case 'said':
        return published(hint.company, hint.position)
      case 'away':
        return sentAway(hint)
      case 'changed':
        return forgetRecord(hint)
      case 'typing':
        return void hub.typingElsewhere(hint).catch(failed)
      case 'here':
        return hub.present.hereElsewhere(hint, node)
      case 'left':
        return hub.present.leftElsewhere(hint, node)
      case 'asking':
        return hub.present.sayAgain()
      case 'stopping':
        return hub.present.stoppedElsewhere(node)
    }
  }

  async function look() {
    await hub.look()
    await home.hub.look()
  }

  bus.listen({
    heard,
    missed() {
      // Whose sessions ended meanwhile nobody has told us.
      sessions.forget({})
      look().catch(failed)
      bus.tell({ about: 'asking' })
      hub.present.sayAgain()
    },
  })

  return {
    /** A commit of ours: whoever looks is told, here and elsewhere. */
    published(company: string, position: number) {
      published(company, position)
      bus.tell({ about: 'said', company, position })
    },

    /** Somebody must go, from this node: all of them are told for themselves. */
    send,

    /** Somebody must go, from every node. */
    away(whom: Away) {
      send(whom)
      bus.tell({ about: 'away', ...whom })
    },

    /** What is remembered of a record holds no longer, on any node. */
    changed(record: Changed) {
      forgetRecord(record)
      bus.tell({ about: 'changed', ...record })
    },

    /** Whether nothing is heard of the other nodes, so that one has to look. */
    get deaf() {
      return bus.deaf
    },

    /** Finds out what was not told. */
    look,

    /** Says that this node stops; whoever looks comes back to another. */
    async close() {
      bus.tell({ about: 'stopping' })
      await bus.close()
    },
  }
}

export type Node = ReturnType<typeof createNode>
