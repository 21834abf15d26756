import { directory, me, roles } from '../card/card.model.ts'
import { calledIn } from './mentions.ts'
import { type Piece, piecesOf } from './text.ts'

/** A message's words: links, calls and code are elements, everything else is text whatever it looks like. */
export function MessageText({ text, mentions }: { text: string; mentions: string[] }) {
  const called =
    mentions.length > 0 ? calledIn(mentions, { people: directory.value, roles: roles.value }) : []
  return <>{piecesOf(text, called).map(drawn)}</>
}

function drawn(piece: Piece) {
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
      const mine = piece.called === me.value.id || piece.called === `role:${me.value.role}`
      return <span class={mine ? 'message-call message-call-me' : 'message-call'}>{piece.text}</span>
    }
  }
}
