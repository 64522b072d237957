# SPDX-License-Identifier: Apache-2.0
"""Training of Demarche's reader: data, network, quantization and the model file."""
