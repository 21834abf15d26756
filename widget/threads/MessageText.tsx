import type { ShownMessage } from '../../backend/shown.ts'
import { directory, me, roles } from '../card/card.model.ts'
import { calledIn } from './mentions.ts'
import { nameOf } from './names.ts'
import { type Piece, piecesOf } from './text.ts'

/** People named beside the role that called them. */
const namedMost = 2

type MessageTextProps = {
  text: string
  mentions: string[]
  /** Whom its roles called. */
  called?: ShownMessage['called'] | undefined
}

/** A message's words: links, calls and code are elements, everything else is text whatever it looks like. */
export function MessageText({ text, mentions, called: byRole = {} }: MessageTextProps) {
  const called =
    mentions.length > 0 ? calledIn(mentions, { people: directory.value, roles: roles.value }) : []
  return <>{piecesOf(text, called).map((piece) => drawn(piece, byRole))}</>
}

function drawn(piece: Piece, byRole: NonNullable<ShownMessage['called']>) {
  switch (piece.kind) {
    case 'text':
      return piece.text
    case 'code':
      return <code class="message-code">{piece.text}</code>
    case 'link':
      return (
        <a href={piece.href} target="_blank" rel="noopener noreferrer">
          {piece.text}
        </a>
      )
    case 'mention': {
      const onDuty = byRole[piece.called.replace(/^role:/, '')] ?? []
      const mine = piece.called === me.value.id || onDuty.includes(me.value.id)
      return (
        <span class={mine ? 'message-call message-call-me' : 'message-call'}>
          {piece.text}
          {onDuty.length > 0 && onDuty.length <= namedMost && ` (${onDuty.map(nameOf).join(', ')})`}
        </span>
      )
    }
  }
}
