import { Guest } from '../../guest/Guest.tsx'
import { Button } from '../../parts/Button.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { homeWords } from '../words/index.ts'
import { leaveVisit } from './visit.model.ts'
import './visit.css'

/** A discussion I was invited to, in place of the list. */
export function Visit() {
  return (
    <div class="visit">
      <Button small class="visit-back" onClick={leaveVisit}>
        <Icon name="back" size="s" />
        {homeWords.back}
      </Button>
      <Guest onOver={leaveVisit} />
    </div>
  )
}
