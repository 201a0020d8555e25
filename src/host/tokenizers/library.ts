import { env, PreTrainedTokenizer } from '@huggingface/transformers';

// Whatever is loaded has been read before: the library looks for nothing by itself, neither on the hub nor on the disk.
env.allowRemoteModels = false;
env.allowLocalModels = false;
env.useFSCache = false;
env.useBrowserCache = false;

/** The library has a megabyte of code, so this module is only to be imported by what is itself loaded when it is needed. */
export { PreTrainedTokenizer };
