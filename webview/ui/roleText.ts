import * as l10n from '@vscode/l10n';
import type { EndpointRole } from '../../src/protocol/endpoints';

/** What a model is to its user. */
export function roleText(role: EndpointRole): string {
  switch (role) {
    case 'fine-tuned':
      return l10n.t('fine-tuned');
    case 'base':
      return l10n.t('base');
    case 'other':
      return l10n.t('other model');
  }
}
