#include <exception>
#include <new>

#include "logprobs/app.hpp"

int main(int argc, char** argv) {
  try {
    return static_cast<int>(logprobs::run({argv + 1, argv + (argc > 0 ? argc : 1)}));
  } catch (const logprobs::Error& error) {
    logprobs::print_message(error.what());
    return static_cast<int>(error.code);
  } catch (const std::bad_alloc&) {
    logprobs::print_message("out of memory");
  } catch (const std::exception& error) {
    logprobs::print_message(error.what());
  }
  return static_cast<int>(logprobs::ExitCode::failed);
}
