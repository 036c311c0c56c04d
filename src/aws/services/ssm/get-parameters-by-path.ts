import type { GetParametersByPathRequest, GetParametersByPathResult } from '@aws-sdk/client-ssm'
import { parameters } from '../../../model/ssm/tables.ts'
import type { Operation } from '../../operation.ts'
import { latestVersion } from './find-parameter.ts'
import { checkFilters, matchesFilters } from './parameter-filters.ts'
import { checkPath } from './parameter-name.ts'
import { parameterPage } from './parameter-page.ts'
import { isBelow } from './parameter-path.ts'
import { shownParameter } from './shown-parameter.ts'

/** Reads the parameters below a path, those of its level only or the whole hierarchy, in the order of their names. */
export const getParametersByPath: Operation<GetParametersByPathRequest, GetParametersByPathResult> = (
  tx,
  request,
  context,
) => {
  const { Path: path = '', Recursive: recursive = false, ParameterFilters: filters = [] } = request
  checkPath(path)
  checkFilters(filters, 'by-path')
  const matching = [...tx.all(parameters)]
    .filter(({ name }) => isBelow(name, path, recursive))
    .map((parameter) => ({ parameter, version: latestVersion(tx, parameter) }))
    .filter(({ parameter, version }) => matchesFilters(parameter, version, filters))
    .sort((a, b) => (a.parameter.name < b.parameter.name ? -1 : 1))
  const { items, nextToken } = parameterPage(matching, request, 10, ({ parameter }) => parameter.name)
  const shown = items.map(({ version }) =>
    shownParameter(tx, version, { decrypt: request.WithDecryption }, context),
  )
  return { Parameters: shown, ...(nextToken === undefined ? {} : { NextToken: nextToken }) }
}
