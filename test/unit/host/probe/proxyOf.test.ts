import assert from 'node:assert/strict';
import { ProxyError, proxyOf } from '../../../../src/host/probe/proxyOf';

describe('The proxy of an address', () => {
  const of = (url: string, environment: Record<string, string>): string | undefined =>
    proxyOf(new URL(url), environment)?.href;

  it('is that of its scheme, else the one for all', () => {
    const environment = { http_proxy: 'http://a:1', HTTPS_PROXY: 'b:2' };
    assert.equal(of('http://gpu/v1', environment), 'http://a:1/');
    assert.equal(of('https://gpu/v1', environment), 'http://b:2/');
    assert.equal(of('https://gpu/v1', { ALL_PROXY: 'http://c:3' }), 'http://c:3/');
    assert.equal(of('https://gpu/v1', { http_proxy: 'http://a:1' }), undefined);
    assert.equal(of('https://gpu/v1', { https_proxy: ' ' }), undefined);
  });

  it('is none for this machine', () => {
    for (const host of ['localhost', 'x.localhost', '127.0.0.1', '127.1.2.3', '[::1]']) {
      assert.equal(of(`http://${host}:8000/v1`, { http_proxy: 'http://a:1' }), undefined, host);
    }
  });

  const exempt: readonly (readonly [list: string, url: string, isExempt: boolean])[] = [
    ['*', 'http://gpu/', true],
    ['other, gpu', 'http://gpu/', true],
    ['example.com', 'http://gpu.example.com/', true],
    ['.example.com', 'http://example.com/', true],
    ['*.example.com', 'http://GPU.example.com/', true],
    ['example.com', 'http://badexample.com/', false],
    ['gpu:8000', 'http://gpu:8000/', true],
    ['gpu:8000', 'http://gpu:9000/', false],
    ['gpu:443', 'https://gpu/', true],
    ['10.0.0.0/8', 'http://10.1.2.3:8000/', true],
    ['10.0.0.0/8', 'http://11.1.2.3:8000/', false],
    ['192.168.1.5', 'http://192.168.1.5/', true],
    ['10.0.0.0/99,fd00::/8', 'http://[fd12::1]:8000/', true],
    ['[fd12::1]:8000', 'http://[fd12::1]:8000/', true],
    ['[fd12::1]:8001', 'http://[fd12::1]:8000/', false],
    ['', 'http://gpu/', false],
  ];
  for (const [list, url, isExempt] of exempt) {
    it(`is ${isExempt ? 'none' : 'one'} for ${url} where no_proxy is “${list}”`, () => {
      const environment = { http_proxy: 'http://a:1', https_proxy: 'http://a:1', NO_PROXY: list };
      assert.equal(of(url, environment) === undefined, isExempt);
    });
  }

  it('can’t be used where it is none, which is told without its password', () => {
    for (const proxy of ['socks5://me:sesame@a:1', 'http://me:sesame@:x']) {
      assert.throws(
        () => of('http://gpu/', { all_proxy: proxy }),
        (error) => error instanceof ProxyError && !error.message.includes('sesame'),
      );
    }
  });
});
