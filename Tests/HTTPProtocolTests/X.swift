import HTTPProtocol
import Testing
