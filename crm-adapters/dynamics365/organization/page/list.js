// The list of a table's open records, most recent first.
import { list, shown } from './api.js'
import { button, made, mine, say, tables } from './start.js'

const columnsOf = {
  task: ['subject', 'regardingobjectid', 'scheduledend', 'ownerid'],
  opportunity: ['name', 'customerid', 'estimatedvalue', 'estimatedclosedate', 'statuscode', 'ownerid'],
  lead: ['subject', 'fullname', 'mobilephone', 'statuscode', 'ownerid'],
  account: ['name', 'address1_city', 'emailaddress1', 'ownerid'],
  contact: ['fullname', 'jobtitle', 'parentcustomerid', 'mobilephone'],
  incident: ['title', 'ticketnumber', 'customerid', 'prioritycode', 'ownerid'],
}

/** Ids in the order of the list last seen: what a form's arrows go through. */
export async function recordSet(table) {
  return (await rowsOf(table)).map((row) => row[tables[table].key])
}

export async function showList(place, table, { open, create }) {
  const columns = columnsOf[table]
  const view = made(`<section class="list"><div class="commands" role="toolbar"></div>
    <h1></h1><table><thead><tr></tr></thead><tbody></tbody></table><p class="count"></p></section>`)
  const [bar, heading, head, body, count] = ['.commands', 'h1', 'thead tr', 'tbody', '.count'].map((one) =>
    view.querySelector(one),
  )
  bar.append(
    button('add', say.newOne, create),
    button('refresh', say.refresh, () => showList(place, table, { open, create })),
  )
  heading.textContent = `${say[`${table}Many`]} · ${say.view}`
  for (const column of columns) head.append(cell('th', say[column] ?? column))
  const rows = await rowsOf(table)
  for (const row of rows) body.append(line(row))
  count.textContent = rows.length > 0 ? `1–${rows.length} ${say.of} ${rows.length}` : say.empty
  place.replaceChildren(view)

  function line(row) {
    const id = row[tables[table].key]
    const element = document.createElement('tr')
    for (const [place, column] of columns.entries()) {
      const td = cell('td', place === 0 ? '' : shown(row, column))
      if (place === 0) {
        const link = td.appendChild(made('<a></a>'))
        link.href = mine({ pagetype: 'entityrecord', etn: table, id })
        link.textContent = shown(row, column)
        link.onclick = (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          open(id)
        }
      }
      element.append(td)
    }
    return element
  }
}

function rowsOf(table) {
  const { set, key, columns } = tables[table]
  const wanted = [key, ...columnsOf[table]].map((name) =>
    columns[name]?.kind === 'lookup' ? `_${name}_value` : name,
  )
  return list(`${set}?$select=${wanted.join()}&$filter=statecode eq 0&$orderby=modifiedon desc`)
}

function cell(tag, text) {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}
