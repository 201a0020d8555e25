import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { listedMedia, takesMedia } from './mediaItems';

export const mediaOnTextModel: Rule = {
  id: 'media-on-text-model',
  level: 'warning',
  outcomes: { llamafactory: 'crash' },
  isBeyondMeasure: true,
  fix: 'no',
  page: () => ({
    title: l10n.t('Media for a model without eyes and ears'),
    what: l10n.t(
      'Images, videos or audios in a dataset whose template in LLaMA-Factory is for text only. It is told once for the file, and only if the template is named in tuneset.json or on the command line.',
    ),
    why: l10n.t(
      'LLaMA-Factory ends the run with “This model does not support image input. Please check whether the correct `template` is used.”',
    ),
    mend: l10n.t('Name a template of a model that takes media, such as qwen3_vl, or train without the media.'),
    faulty: `tuneset.json: {"target": "llamafactory", "template": "qwen3"}`,
    sound: `tuneset.json: {"target": "llamafactory", "template": "qwen3_vl"}`,
  }),
  marks(view) {
    return takesMedia(view) === false && listedMedia(view).length > 0 ? [view.template!] : [];
  },
  tell(marks, _facts, report) {
    for (const [template, { count }] of marks) {
      report({
        message: l10n.t('The template “{0}” is for text only. Records with media: {1}.', template, count),
        mark: template,
      });
    }
  },
  markSpan: (view) => view.span(listedMedia(view)[0]?.pointer ?? ''),
};
