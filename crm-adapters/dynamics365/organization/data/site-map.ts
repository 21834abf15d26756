/** What the app has at its side, on the first day. */
const groups = {
  work: ['task'],
  sales: ['opportunity', 'lead'],
  customers: ['account', 'contact'],
  service: ['incident'],
}

export const siteMapXml = `<SiteMap IntroducedVersion="7.0.0.0"><Area Id="SFA" ShowGroups="true">${Object.entries(
  groups,
)
  .map(
    ([id, tables]) =>
      `<Group Id="${id}">${tables.map((table) => `<SubArea Id="nav_${table}" Entity="${table}" />`).join('')}</Group>`,
  )
  .join('')}</Area></SiteMap>`
