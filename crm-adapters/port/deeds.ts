/** What we do at a host, and what came of it. */
import type { RecordRef } from '../port.ts'

/**
 * Something done at a host on our own behalf. `key` is the same at every try of the same deed, so that the host, or we by
 * asking it, can tell whether it has been done.
 */
export type Deed = { key: string } /** An entry in the record's history. */ & (
  | { do: 'note'; record: RecordRef; title: string; text: string }
  /**
   * Somebody's words, to be kept in the record's history and read back from there by `Crm.texts` exactly as they are. Null
   * when they are to be kept there no more: nothing is written, and that is `missing`; `done` still finds what was.
   */
  | { do: 'relay'; record: RecordRef; title: string; text: string | null }
  /** The one entry of a card that shows how many wait there: made, or brought up to date. Never a word of the talk. */
  | { do: 'anchor'; record: RecordRef; anchor: Anchor }
  /**
   * Calls a person; a later notice of the same `tag` takes its place. `group` holds together those of one card, whose
   * card opens by `link`, the words after `text`. One without a record is of no card in particular.
   */
  | {
      do: 'notice'
      to: string
      tag: string
      group: string
      text: string
      link: string
      record: RecordRef | null
      /** Where it leads in place of the record, which the host does not show him; an address at the host. */
      instead?: string
    }
  /** Takes back what called a person: it has been read. */
  | { do: 'unnotice'; to: string; tag: string }
  | {
      do: 'task'
      record: RecordRef
      /** Ours: a task made under it is not made again, whatever the `key`. */
      mark: string
      title: string
      /** What it is about; empty where its reader may not know. */
      text: string
      /** Words of a link to the record; null for none. */
      link: string | null
      responsible: string
      /** ISO 8601. */
      deadline: string | null
    }
  /** Has another be responsible for a task made by us; `task` is its id there. */
  | { do: 'hand_over'; task: string; to: string }
  /** Lays a file where the host keeps a record's documents. */
  | {
      do: 'keep'
      record: RecordRef
      name: string
      type: string
      size: number
      /** Who may read it there, besides administrators. */
      readers: string[]
      /** Not for all who see the record: a host that cannot keep it from them answers `unsupported`. */
      narrow: boolean
      /** Ids, by the host, of other files we keep for this record: none of them is this one, however alike. */
      others: string[]
      bytes: ReadBytes
    }
  /** Lays an archive where it stays when we are removed; who reads it there is `Crm.leavesTo`. */
  | {
      do: 'leave'
      record: RecordRef
      /** No other file of ours is called so. */
      name: string
      size: number
      /** Whoever has asked for it. */
      person: string
      bytes: ReadBytes
    }
  /** Deletes for good what we have brought there: an entry in this record's history, a task, or a file. */
  | {
      do: 'take_back'
      what: 'note' | 'task' | 'file'
      id: string
      record: RecordRef | null
      url: string | null
    }
)

/** All of a file from its beginning, each time it is called. */
export type ReadBytes = () => Promise<AsyncIterable<Uint8Array>>

/** What a card's living entry at the host shows; with nothing unread it is completed. */
export interface Anchor {
  /** Its id at the host; null when none is known to have been made. */
  known: string | null
  /** Who is to see it in his list of what to do. */
  responsible: string
  /** Messages he has not read, over the threads that all who see the card may read. */
  unread: number
  /** In how many threads they are. */
  threads: number
  /** Somebody has written since it was shown last: one that was completed by hand is opened again only then. */
  fresh: boolean
  /** BCP 47. */
  locale: string
}

/** What came of a deed. */
export interface Done {
  /** Of what was made, by the host; null where the host gives none. */
  id: string | null
  /** A path of the host where it can be looked at, for `Host.open`. */
  url: string | null
}

/** A task at the host as it is now. */
export interface CrmTask {
  id: string
  title: string
  responsible: string | null
  /** ISO 8601. */
  deadline: string | null
  /** When it was completed, and by whom where the host says so; ISO 8601. */
  doneAt: string | null
  doneBy: string | null
  /** A path of the host, for `Host.open`. */
  url: string
}
