import { Dialog } from '../parts/Dialog.tsx'
import { openedWords } from '../words/opened.ts'
import { closeSheet } from './layout.ts'
import { setSingleKeys, singleKeys } from './single-keys.ts'
import './keys-dialog.css'

/** Every key there is, and the switch for those without Ctrl or Alt. */
export function KeysDialog() {
  const say = openedWords().keys
  return (
    <Dialog title={say.title} onClose={closeSheet}>
      <Group
        title={say.writing}
        keys={[
          [['Enter'], say.send],
          [['Shift', 'Enter'], say.line],
          [['↑'], say.editLast],
          [['Ctrl', 'U'], say.attach],
          [['Esc'], say.escape],
        ]}
      />
      <Group
        title={say.moving}
        keys={[
          [['Alt', '↑ ↓'], say.thread],
          [['Alt', 'Shift', '↑ ↓'], say.unreadThread],
          [['F6'], say.regions],
          [['Ctrl', 'Shift', 'F'], say.search],
          [['Home / End'], say.edges],
          [['↑ ↓'], say.step],
          [['Ctrl', '/'], say.help],
        ]}
      />
      <label class="keys-switch">
        <span>
          <b>{say.single}</b>
          <small>{say.singleHint}</small>
        </span>
        <input
          type="checkbox"
          role="switch"
          checked={singleKeys.value}
          aria-checked={singleKeys.value}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
      </label>
      {singleKeys.value && (
        <Group
          title={say.message}
          keys={[
            [['R'], say.reply],
            [['E'], say.edit],
            [['+'], say.react],
            [['P'], say.pin],
            [['J / K'], say.step],
            [['/'], say.search],
            [['?'], say.help],
          ]}
        />
      )}
    </Dialog>
  )
}

function Group({ title, keys }: { title: string; keys: [string[], string][] }) {
  return (
    <section class="keys-group">
      <h3>{title}</h3>
      <dl>
        {keys.map(([combination, text]) => (
          <div key={combination.join('+')}>
            <dt>{text}</dt>
            <dd>
              {combination.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
