// Calls before_main() and after_main() around main() of the program that this is preloaded into.
#include <dlfcn.h>

static void before_main(void);
static void after_main(void);

static int (*real_main)(int, char**, char**);

static int surrounded_main(int words, char** word, char** variables) {
  before_main();
  const int code = real_main(words, word, variables);
  after_main();
  return code;
}

int __libc_start_main(int (*program)(int, char**, char**), int words, char** word,
                      void (*begin)(void), void (*end)(void), void (*loader_end)(void),
                      void* stack) {
  real_main = program;
  int (*start)(int (*)(int, char**, char**), int, char**, void (*)(void), void (*)(void),
               void (*)(void), void*);
  *(void**)&start = dlsym(RTLD_NEXT, "__libc_start_main");
  return start(surrounded_main, words, word, begin, end, loader_end, stack);
}
