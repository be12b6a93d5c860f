/** Operations on the life of a form whose fields are not in the schema yet. */
import type { Json, Operation } from './operations'

export interface PrinterOffset {
  printer: string
  tray: string
}

export interface Difference {
  page: string
  elementId: string
  kind: DifferenceKind
  words: string
}

export interface CompareFormsResult {
  compareForms: {
    differences: Difference[]
    left: { fonts: Json; pages: Json }
    right: { fonts: Json; pages: Json }
  } | null
}

export interface CompareFormsInput {
  formId: string
  left: CompareSide
  right: CompareSide
  family: string
}

export interface RegressionLine {
  family: string
  label: string
  isSame: boolean
  pagesChanged: number[]
}

export type DifferenceKind = 'ADDED' | 'REMOVED' | 'MOVED' | 'RESIZED' | 'CHANGED' | 'SETTING'

export type CompareSide = { draft: true } | { revisionId: string } | { versionId: string }

export const printerOffsetsQuery: Operation<{ printerOffsets: PrinterOffset[] | null }, Record<string, never>> = `query PrinterOffsets {
  printerOffsets { printer tray }
}`

export const compareFormsQuery: Operation<CompareFormsResult, { input: CompareFormsInput }> = `query CompareForms($input: CompareFormsInput!) {
  compareForms(input: $input) {
    differences { page elementId kind words }
    left { fonts pages }
    right { fonts pages }
  }
}`

export const differencesQuery: Operation<{ compareForms: { differences: Difference[] } | null }, { input: CompareFormsInput }> = `query Differences($input: CompareFormsInput!) {
  compareForms(input: $input) { differences { page elementId kind words } }
}`

export const formRegressionQuery: Operation<{ formRegression: RegressionLine[] | null }, { formId: string }> = `query FormRegression($formId: ID!) {
  formRegression(formId: $formId) { family label isSame pagesChanged }
}`
