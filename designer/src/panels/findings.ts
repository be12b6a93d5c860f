/** What was found about the form (指摘), for the panel, for marks on the paper, and to go there. */
import type { Editor } from '../editor/editor.svelte'
import { allElements } from '../editor/editor.svelte'
import type { Finding } from '../editor/layout.svelte'
import { nameOf } from '../canvas/words'
import type { Template } from '../template/types'
import type { SampleFamily } from './catalogue.svelte'
import { panelOf } from './panel.svelte'

export type Severity = Finding['severity']

export const SEVERITIES: readonly { severity: Severity; title: string; mark: string }[] = [
  { severity: 'ERROR', title: '公開できない点', mark: '✕' },
  { severity: 'WARNING', title: '見本が印刷できない点', mark: '！' },
  { severity: 'HINT', title: '見落としかもしれない点', mark: '？' },
]

/** The findings of each element, the gravest first. */
export function findingsByElement(findings: readonly Finding[]): Map<string, Finding[]> {
  const order = SEVERITIES.map(({ severity }) => severity)
  const byElement = new Map<string, Finding[]>()
  for (const finding of findings.toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity))) {
    if (!finding.elementId) continue
    const known = byElement.get(finding.elementId)
    if (known) known.push(finding)
    else byElement.set(finding.elementId, [finding])
  }
  return byElement
}

export const countOf = (findings: readonly Finding[], severity: Severity): number => findings.filter((finding) => finding.severity === severity).length

/** Where a finding is, in words: page, field, input, sample family. */
export function whereWords(finding: Finding, template: Template, families: readonly SampleFamily[]): string {
  const number = template.pages.findIndex((page) => page.id === finding.page)
  const page = template.pages[number]
  const element = template.pages.flatMap(allElements).find(({ id }) => id === finding.elementId)
  const family = families.find(({ code }) => code === finding.family)
  const input = inputOf(finding, template)
  return [
    page ? page.name || `${number + 1}ページ目` : '',
    element ? nameOf(element) : '',
    input ? `入力「${input.label}」` : '',
    family ? `見本「${family.label}」` : '',
  ]
    .filter(Boolean)
    .join('・')
}

/** The input that a finding is about. */
export function inputOf(finding: Finding, template: Template): { key: string; label: string } | undefined {
  const index = /^inputs\[(\d+)\]/.exec(finding.place)?.[1]
  return index === undefined ? undefined : template.inputs?.[Number(index)]
}

/** Go to what a finding is about: its page and element, or its input, or the settings of the paper. */
export function goTo(finding: Finding, editor: Editor): void {
  const panel = panelOf(editor)
  const input = inputOf(finding, editor.template)
  const page = editor.template.pages.find((each) => allElements(each).some(({ id }) => id === finding.elementId)) ?? editor.template.pages.find(({ id }) => id === finding.page)
  if (page) editor.openPage(page.id)
  if (finding.elementId && page) {
    editor.select([finding.elementId])
    panel.tab = 'properties'
  } else if (input) panel.openInput(input.key)
  else panel.tab = 'paper'
}
