import { answerJobs } from '../threadJobs';
import { doMeasureJob } from './measureJobs';

answerJobs(doMeasureJob);
