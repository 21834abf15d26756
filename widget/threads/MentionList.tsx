import { Avatar } from '../parts/Avatar.tsx'
import { Chip } from '../parts/Chip.tsx'
import { Icon } from '../parts/Icon.tsx'
import { openedWords } from '../words/opened.ts'
import type { Candidate } from './candidates.ts'
import { optionId } from './mentioning.ts'
import './mention-list.css'

type MentionListProps = {
  id: string
  candidates: Candidate[]
  /** Index of the one Enter takes. */
  active: number
  onPick: (candidate: Candidate) => void
}

/** Whom `@` may call: roles, then people here, then others. The focus stays in the field. */
export function MentionList({ id, candidates, active, onPick }: MentionListProps) {
  return (
    <div class="mention-list" role="listbox" id={id} aria-label={openedWords().mentions.whom}>
      {candidates.map((candidate, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are pressed in the field, which keeps the focus
        <div
          key={candidate.id}
          id={optionId(id, i)}
          class={headingOf(candidates, i) ? 'mention mention-first' : 'mention'}
          data-heading={headingOf(candidates, i)}
          role="option"
          tabIndex={-1}
          aria-selected={i === active}
          aria-disabled={!candidate.reachable && !candidate.empty}
          // The field must keep the focus and the caret.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(candidate)}
        >
          {candidate.kind === 'role' ? (
            <span class="mention-role">
              <Icon name="users" size="s" />
            </span>
          ) : (
            <Avatar person={{ id: candidate.id, name: candidate.label }} size={28} />
          )}
          <span class="mention-name isolate">
            <b class="ellipsis">{candidate.label}</b>
            <small class="ellipsis">{aboutOf(candidate)}</small>
          </span>
          <Mark candidate={candidate} />
        </div>
      ))}
    </div>
  )
}

function Mark({ candidate: { kind, here, reachable } }: { candidate: Candidate }) {
  if (reachable && !here) return <Chip tone="accent">{openedWords().mentions.invite}</Chip>
  return kind === 'role' ? <Chip>{openedWords().mentions.role}</Chip> : null
}

function aboutOf({ kind, about, reachable }: Candidate): string {
  if (reachable) return about
  return kind === 'role' ? openedWords().mentions.nobodyHolds : openedWords().mentions.closedCircle
}

function headingOf(candidates: Candidate[], index: number): string | undefined {
  const heading = headingFor(candidates[index])
  return heading === headingFor(candidates[index - 1]) ? undefined : heading
}

function headingFor(candidate: Candidate | undefined): string | undefined {
  if (!candidate) return undefined
  const { roles, people, others } = openedWords().mentions
  return candidate.kind === 'role' ? roles : candidate.here ? people : others
}
