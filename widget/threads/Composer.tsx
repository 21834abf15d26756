import { useCallback, useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { ShownThread } from '../../backend/shown.ts'
import { card, limits } from '../card/card.model.ts'
import { filesIn, pickFiles } from '../files/pick.ts'
import { IconButton } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { later } from '../parts/later.tsx'
import { toast } from '../parts/toast.ts'
import { words } from '../words/index.ts'
import { AudienceSwitch } from './AudienceSwitch.tsx'
import { attachFiles } from './attaching.ts'
import { allStored, trayOf } from './attachments.model.ts'
import { ComposerHint } from './ComposerHint.tsx'
import { ComposerTools } from './ComposerTools.tsx'
import {
  cancel,
  charactersOf,
  composingIn,
  edit,
  lastEditable,
  saveNow,
  submit,
  submitEdit,
  write,
} from './composer.model.ts'
import { growToText, insertIn, isComposing, isTouch } from './field.ts'
import { tellFailure } from './in-words.ts'
import { optionId, prepareMentioning, useMentioning } from './mentioning.ts'
import { ReplyLine } from './ReplyLine.tsx'
import { typingOff } from './typing.model.ts'
import './composer.css'

const AttachmentTray = later(async () => (await import('./AttachmentTray.tsx')).AttachmentTray)
const EmptyRole = later(async () => (await import('../roles/EmptyRole.tsx')).EmptyRole)
const MentionList = later(async () => (await import('./MentionList.tsx')).MentionList)

/** Where a thread is written in. */
export function Composer({ thread }: { thread: ShownThread }) {
  const { id } = thread
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const mentioning = useMentioning(field, thread)
  const composing = composingIn(id).value
  const { editing } = composing
  const text = editing?.text ?? composing.text
  const over = charactersOf(text) > limits.value.text
  const uploading = !editing && !allStored(id)
  const empty = !text.trim() && (editing !== undefined || trayOf(id).value.length === 0)

  useLayoutEffect(() => {
    if (field.current) growToText(field.current)
  }, [text])
  useEffect(() => {
    window.addEventListener('pagehide', saveNow)
    return () => window.removeEventListener('pagehide', saveNow)
  }, [])
  // The same ones at every letter, so that the tools are not drawn anew.
  const attach = useCallback(async () => {
    attachFiles(id, await pickFiles())
    field.current?.focus()
  }, [id])
  const insert = useCallback((what: string) => field.current && insertIn(field.current, what), [])

  if (!card.value.rights.write || thread.supervised) {
    return (
      <footer class="composer composer-closed" data-region="composer" tabIndex={-1}>
        <Icon name="lock" size="s" />
        {words.conversation.readOnly}
      </footer>
    )
  }

  if (thread.closedAt) {
    return (
      <footer class="composer composer-closed" data-region="composer" tabIndex={-1}>
        <Icon name="lock" size="s" />
        {words.conversation.closedThread}
      </footer>
    )
  }

  async function send() {
    if (over || empty) return
    if (uploading) return toast({ text: words.conversation.stillUploading })
    if (editing) tellFailure(await submitEdit(id))
    else submit(id)
    field.current?.focus()
  }

  /** True when the key was ours. */
  function pressed(event: KeyboardEvent): boolean {
    if (isComposing(event)) return false
    if (mentioning.pressed(event)) return true
    const { key, ctrlKey, metaKey, shiftKey, altKey, code } = event
    if (key === 'Enter' && !altKey && (ctrlKey || metaKey || !(shiftKey || isTouch()))) {
      void send()
      return true
    }
    if (key === 'Escape') {
      if (!cancel(id)) field.current?.blur()
      return true
    }
    if (key === 'ArrowUp' && !altKey && !text && !editing) {
      const last = lastEditable(id)
      if (last) edit(last)
      return last !== undefined
    }
    if (ctrlKey && code === 'KeyU') {
      void attach()
      return true
    }
    return false
  }

  return (
    <footer class="composer" data-region="composer">
      {mentioning.offered.length > 0 && (
        <MentionList
          id={listId}
          candidates={mentioning.offered}
          active={mentioning.active.value}
          onPick={mentioning.take}
        />
      )}
      {mentioning.empty.value && field.current && (
        <EmptyRole
          role={mentioning.empty.value}
          anchor={field.current}
          onChoose={mentioning.chooseInstead}
          onClose={() => {
            mentioning.empty.value = undefined
          }}
        />
      )}
      <AudienceSwitch thread={thread} />
      <div class="composer-box">
        <ReplyLine thread={id} composing={composing} />
        <textarea
          ref={field}
          class="composer-field"
          rows={1}
          dir="auto"
          value={text}
          placeholder={placeholderOf(thread)}
          aria-label={words.conversation.field}
          aria-autocomplete="list"
          {...(mentioning.offered.length > 0 && {
            'aria-controls': listId,
            'aria-activedescendant': optionId(listId, mentioning.active.value),
          })}
          onInput={(event) => {
            write(id, event.currentTarget.value)
            mentioning.look()
          }}
          onSelect={mentioning.look}
          onFocus={() => void prepareMentioning()}
          onBlur={() => typingOff(id)}
          onKeyDown={(event) => {
            if (!pressed(event)) return
            event.preventDefault()
            event.stopPropagation()
          }}
          onPaste={(event) => {
            const files = filesIn(event.clipboardData)
            // Spreadsheets put a picture of the cells beside their text: it is the text that is meant.
            if (files.length === 0 || event.clipboardData?.getData('text/plain')) return
            event.preventDefault()
            attachFiles(id, files)
          }}
        />
        {!editing && trayOf(id).value.length > 0 && <AttachmentTray thread={id} />}
        <div class="composer-tools">
          <ComposerTools thread={thread} onAttach={attach} onInsert={insert} />
          <Counter text={text} />
          <IconButton
            class="composer-send"
            icon={editing ? 'check' : 'up'}
            label={editing ? words.conversation.save : words.conversation.send}
            aria-disabled={over || empty || uploading}
            onClick={() => void send()}
          />
        </div>
      </div>
      <ComposerHint saved={!editing && text !== '' && composing.savedAt !== undefined} />
    </footer>
  )
}

const counterFrom = 500

/** Said only near the end. */
function Counter({ text }: { text: string }) {
  const left = limits.value.text - charactersOf(text)
  if (left > counterFrom) return null
  const { left: leftWords, over } = words.conversation
  return (
    <span class={left < 0 ? 'composer-counter composer-counter-over' : 'composer-counter'} role="status">
      {left < 0 ? over(-left) : leftWords(left)}
    </span>
  )
}

function placeholderOf({ kind, title }: ShownThread): string {
  return kind === 'team' ? words.conversation.placeholder : words.conversation.placeholderOf(title)
}
