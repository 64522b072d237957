// SPDX-License-Identifier: Apache-2.0
// Stands for libFuzzer in ordinary builds: gives each file of the folders on the command line to the fuzz target, so that what a
// fuzzer once found is checked by every run of the tests.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  for (int i = 1; i < argc; ++i)
    for (const auto& entry : fs::recursive_directory_iterator(argv[i]))
      if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& path : files) {
    std::ifstream stream(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    // Printed before the run, so that the name is there if the target ends the program.
    std::printf("%s\n", path.c_str());
    std::fflush(stdout);
    try {
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    } catch (const std::exception& error) {
      std::printf("failed: %s\n", error.what());
      return 1;
    }
  }
  std::printf("%zu files replayed\n", files.size());
  // An empty corpus would make the test pass without testing anything.
  return files.empty() ? 1 : 0;
}
