// Containers that nobody changes after they were made, looked into by methods
// that are not const.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global -o MinConfidence=low

#include "coro.h"
#include <array>
#include <map>
#include <string>
#include <vector>

std::vector<int> primes = {2, 3, 5};
std::map<int, std::string> names = {{1, "one"}};
std::array<int, 3> weights = {1, 2, 3};
std::string greeting = "hello";

task<int> worker(int key) {
  static std::map<int, int> codes = {{1, 2}};
  int sum = 0;
  for (auto &prime : primes)
    sum += prime;
  for (auto it = primes.begin(); it != primes.end(); ++it)
    sum += *it;
  co_await coro::yield();
  auto found = names.find(key);
  if (found != names.end())
    print(found->second.c_str());
  sum += weights[1] + primes.at(0) + primes.front() + primes[1];
  sum += static_cast<int>(greeting.size());
  if (auto code = codes.find(key); code != codes.end())
    sum += code->second;
  co_return sum + codes.at(1) + *primes.data();
}
