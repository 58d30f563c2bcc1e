#ifndef SESSION_H
#define SESSION_H

#include "coro.h"

struct session {
  int sent = 0;
  task<> run();
};

#endif
