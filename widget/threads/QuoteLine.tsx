import type { Quote } from '../../backend/shown.ts'
import { words } from '../words/index.ts'
import { LineElsewhere } from './elsewhere.ts'
import { nameOf } from './names.ts'
import { jumpTo } from './timeline.model.ts'
import './quote-line.css'

/** What a message answers, in one line; leads there. */
export function QuoteLine({ quote, thread }: { quote: Quote; thread: string }) {
  return (
    <button type="button" class="quote" onClick={() => void jumpTo(thread, quote.seq, quote.id)}>
      <span class="quote-author isolate">{nameOf(quote.author)}</span>
      <span class="quote-text ellipsis isolate">
        {quote.elsewhere ? (
          <LineElsewhere of={quote} thread={thread} />
        ) : quote.deletedAt ? (
          words.conversation.deletedQuote
        ) : (
          quote.text || '📎'
        )}
      </span>
    </button>
  )
}
